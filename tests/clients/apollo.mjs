import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { CombinedGraphQLErrors } from "@apollo/client/errors";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { OperationTypeNode } from "graphql";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { BAD_ID, BY_PATH, CHANGED, NO_FIELD, ONLY_GREEN, TITLES } from "./asking.mjs";
import { codes, isLast, say, sockets, url } from "./asking.mjs";

const socket = createClient({ url: sockets, webSocketImpl: WebSocket, retryAttempts: 0 });
const client = new ApolloClient({
  cache: new InMemoryCache({ addTypename: false }),
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    new HttpLink({ uri: url }),
  ),
  defaultOptions: { query: { errorPolicy: "all" } },
});

function ask(query, variables) {
  return client.query({ query: gql(query), variables });
}

say("titles", bare((await ask(TITLES)).data));
say("article", bare((await ask(BY_PATH, { path: "green.md" })).data));
const partial = await ask(BAD_ID);
say("partial", { data: bare(partial.data), codes: codesOf(partial.error) });
say("refused", codesOf((await ask(NO_FIELD)).error));

// Apollo Client adds __typename to every selection.
function bare(value) {
  return JSON.parse(JSON.stringify(value, (key, part) => (key === "__typename" ? undefined : part)));
}

function codesOf(error) {
  return CombinedGraphQLErrors.is(error) ? codes(error.errors) : `${error}`;
}

const events = client.subscribe({ query: gql(CHANGED), variables: ONLY_GREEN });
const subscription = events.subscribe(({ data }) => {
  say("event", bare(data));
  if (isLast(data)) {
    subscription.unsubscribe();
    socket.dispose();
  }
});
