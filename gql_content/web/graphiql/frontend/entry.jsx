import { explorerPlugin } from "@graphiql/plugin-explorer";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { createRoot } from "react-dom/client";
import "graphiql/style.css";
import "@graphiql/plugin-explorer/style.css";
import "./page.css";
import { createFetcher } from "./fetcher.js";
import { openStorage } from "./storage.js";

const here = document.currentScript.src;

// WORKERS holds the hashed file names; build.mjs puts them in.
globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(new URL(WORKERS[label] ?? WORKERS.editor, here)),
};

const { endpoint, examples } = JSON.parse(document.getElementById("gql-content").textContent);
const { storage, fresh } = openStorage(examples);

// These must be the same objects on every render, or GraphiQL starts over.
const fetcher = createFetcher(endpoint);
const plugins = [HISTORY_PLUGIN, explorerPlugin({ showAttribution: false })];

createRoot(document.getElementById("graphiql")).render(
  <GraphiQL
    fetcher={fetcher}
    plugins={plugins}
    storage={storage}
    defaultTabs={examples.length > 0 ? examples : undefined}
    // The first default tab gets its query from GraphiQL, but not its variables.
    initialVariables={fresh ? examples[0]?.variables || undefined : undefined}
    defaultEditorToolsVisibility={examples.some(({ variables }) => variables)}
    shouldPersistHeaders={false}
    showPersistHeadersSettings={false}
    inputValueDeprecation
    schemaDescription
  >
    <GraphiQL.Logo>
      <span className="gql-content-logo">gql-content</span>
    </GraphiQL.Logo>
  </GraphiQL>,
);
