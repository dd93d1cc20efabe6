import { Client, fetchExchange } from "@urql/core";
import { BAD_ID, BY_PATH, CHANGED, NO_FIELD, ONLY_GREEN, TITLES } from "./asking.mjs";
import { codes, isLast, say, url } from "./asking.mjs";

const client = new Client({ url, exchanges: [fetchExchange], fetchSubscriptions: true });

async function ask(query, variables = {}) {
  return await client.query(query, variables).toPromise();
}

say("titles", (await ask(TITLES)).data);
say("article", (await ask(BY_PATH, { path: "green.md" })).data);
const partial = await ask(BAD_ID);
say("partial", { data: partial.data, codes: codes(partial.error.graphQLErrors) });
say("refused", codes((await ask(NO_FIELD)).error.graphQLErrors));

client.subscription(CHANGED, ONLY_GREEN).subscribe(({ data, error }) => {
  if (error) throw error;
  say("event", data);
  // To unsubscribe would abort urql's own reading, which Node takes for an error nobody handles.
  if (isLast(data)) process.exit();
});
