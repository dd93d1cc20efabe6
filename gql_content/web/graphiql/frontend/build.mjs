// Usage: node build.mjs <folder>. The build hook calls it after `npm ci`.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { build } from "esbuild";

const folder = resolve(process.argv[2]);
const assets = join(folder, "assets");

const WORKERS = {
  editor: "monaco-editor/esm/vs/editor/editor.worker.js",
  json: "monaco-editor/esm/vs/language/json/json.worker.js",
  graphql: "monaco-graphql/esm/graphql.worker.js",
};

// graphiql/style.css has Monaco's styles already, in the order that GraphiQL's own rely on.
const withoutMonacoStyles = {
  name: "without-monaco-styles",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]monaco-editor[\\/].*\.css$/ }, () => ({ contents: "", loader: "css" }));
  },
};

const options = {
  outdir: assets,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  format: "iife",
  minify: true,
  metafile: true,
  target: ["chrome110", "firefox115", "safari16.4"],
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "linked",
  plugins: [withoutMonacoStyles],
  logLevel: "warning",
};

function outputOf({ outputs }, extension) {
  const names = Object.entries(outputs)
    .filter(([name, output]) => output.entryPoint && name.endsWith(".js"))
    .map(([name, output]) => (extension === ".js" ? name : output.cssBundle));
  return basename(names[0]);
}

function packagesOf(inputs) {
  const folders = inputs.map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]);
  return [...new Set(folders.filter(Boolean))].sort();
}

async function noticeOf(packageFolder) {
  const { name, version, license } = JSON.parse(
    await readFile(join(packageFolder, "package.json"), "utf8"),
  );
  const files = (await readdir(packageFolder))
    .filter((file) => /^(licen[cs]e|notice|third-?party-?(notices|licenses))/i.test(file))
    .sort();
  const texts = await Promise.all(files.map((file) => readFile(join(packageFolder, file), "utf8")));
  const body = texts.map((text) => text.trim()).join("\n\n");
  return `${name} ${version} (${license})\n\n${body}`.trim();
}

const builtWorkers = await Promise.all(
  Object.entries(WORKERS).map(async ([name, source]) => {
    const result = await build({ ...options, entryPoints: [{ in: source, out: `${name}-worker` }] });
    return { name, metafile: result.metafile };
  }),
);
const workers = Object.fromEntries(
  builtWorkers.map(({ name, metafile }) => [name, outputOf(metafile, ".js")]),
);
const page = await build({
  ...options,
  entryPoints: [{ in: "entry.jsx", out: "graphiql" }],
  define: { ...options.define, WORKERS: JSON.stringify(workers) },
});

const metafiles = [page.metafile, ...builtWorkers.map(({ metafile }) => metafile)];
const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
const notices = await Promise.all(packagesOf(inputs).map(noticeOf));
await mkdir(folder, { recursive: true });
await writeFile(
  join(folder, "THIRD-PARTY-NOTICES.txt"),
  `${notices.join(`\n\n${"-".repeat(80)}\n\n`)}\n`,
);
await writeFile(
  join(folder, "manifest.json"),
  JSON.stringify({ script: outputOf(page.metafile, ".js"), style: outputOf(page.metafile, ".css") }),
);
