import { createClient } from "graphql-sse";
import { BAD_ID, BY_PATH, CHANGED, NO_FIELD, ONLY_GREEN, TITLES } from "./asking.mjs";
import { codes, isLast, say, url } from "./asking.mjs";

const client = createClient({ url, retryAttempts: 0 });

async function only(query, variables) {
  const results = [];
  for await (const result of client.iterate({ query, variables })) {
    results.push(result);
  }
  return results[0];
}

say("titles", (await only(TITLES)).data);
say("article", (await only(BY_PATH, { path: "green.md" })).data);
const partial = await only(BAD_ID);
say("partial", { data: partial.data, codes: codes(partial.errors) });
say("refused", codes((await only(NO_FIELD)).errors));
for await (const { data } of client.iterate({ query: CHANGED, variables: ONLY_GREEN })) {
  say("event", data);
  if (isLast(data)) break;
}
client.dispose();
