import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { BAD_ID, BY_PATH, CHANGED, NO_FIELD, ONLY_GREEN, TITLES } from "./asking.mjs";
import { codes, isLast, say, sockets } from "./asking.mjs";

const client = createClient({ url: sockets, webSocketImpl: WebSocket, retryAttempts: 0 });

async function first(query, variables) {
  for await (const result of client.iterate({ query, variables })) {
    return result;
  }
}

say("titles", (await first(TITLES)).data);
say("article", (await first(BY_PATH, { path: "green.md" })).data);
const partial = await first(BAD_ID);
say("partial", { data: partial.data, codes: codes(partial.errors) });
try {
  await first(NO_FIELD);
} catch (errors) {
  say("refused", codes(errors));
}
for await (const { data } of client.iterate({ query: CHANGED, variables: ONLY_GREEN })) {
  say("event", data);
  if (isLast(data)) break;
}
await client.dispose();
