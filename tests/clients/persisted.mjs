// Clients that name their queries by hashes. What they send is told too, on its way.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { ApolloClient, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import {
  createPersistedQueryManifestVerificationLink as verifying,
  generatePersistedQueryIdsFromManifest as idsFrom,
} from "@apollo/persisted-query-lists";
import { Client, fetchExchange } from "@urql/core";
import { persistedExchange } from "@urql/exchange-persisted";
import { say, TITLES, url } from "./asking.mjs";

const [way, manifest] = process.argv.slice(3);
const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/** Tells by which method a request goes, and whether the query itself goes with it. */
function told(address, options) {
  const { method = "GET", body } = options;
  const parameters = body ? JSON.parse(body) : Object.fromEntries(new URL(address).searchParams);
  say("sent", [method, "query" in parameters ? "query" : "hash"]);
  return fetch(address, options);
}

async function byApollo(link, ...others) {
  const cache = new InMemoryCache({ addTypename: false });
  const http = new HttpLink({ uri: url, fetch: told });
  const client = new ApolloClient({ cache, link: [...others, link, http].reduce((a, b) => a.concat(b)) });
  const asked = { query: gql(TITLES), fetchPolicy: "network-only" };
  for (let times = 0; times < 2; times += 1) {
    const { data } = await client.query(asked);
    say("titles", data.articles.nodes.map(({ title }) => title));
  }
}

async function byUrql() {
  const persisted = persistedExchange({ preferGetForPersistedQueries: true });
  const client = new Client({ url, exchanges: [persisted, fetchExchange], fetch: told });
  for (let times = 0; times < 2; times += 1) {
    const { data } = await client.query(TITLES, {}, { requestPolicy: "network-only" }).toPromise();
    say("titles", data.articles.nodes.map(({ title }) => title));
  }
}

async function byManifest() {
  const loadManifest = async () => JSON.parse(await readFile(manifest, "utf8"));
  const onVerificationFailed = ({ reason }) => say("failed", reason);
  await byApollo(
    new PersistedQueryLink(idsFrom({ loadManifest })),
    verifying({ loadManifest, onVerificationFailed }),
  );
}

const ways = {
  apollo: () => byApollo(new PersistedQueryLink({ sha256 })),
  "apollo by GET": () => byApollo(new PersistedQueryLink({ sha256, useGETForHashedQueries: true })),
  urql: byUrql,
  manifest: byManifest,
};
await ways[way]();
