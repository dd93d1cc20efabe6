// TinaCMS over files: prints how many seconds it took from the start of this process to its first
// answer, and then counts what it has indexed: its `totalCount` is that of the page.
import { FilesystemBridge, buildSchema, createDatabaseInternal, resolve } from '@tinacms/graphql'
import { MemoryLevel } from 'memory-level'

const text = (name) => ({ type: 'string', name, label: name })
const fields = [
  { type: 'number', name: 'articleKey', label: 'id', nameOverride: 'id' },
  { type: 'datetime', name: 'date', label: 'date' },
  { ...text('title'), isTitle: true, required: true },
  ...['article_title', 'author', 'question', 'answer', 'subject', 'file_name', 'url'].map(text),
  { type: 'number', name: 'score', label: 'score' },
  {
    type: 'object',
    name: 'seo',
    label: 'seo',
    fields: ['title', 'page_description', 'page_keywords'].map(text),
  },
]
const question = (first, fields) => `{ questionConnection(first: ${first}) { ${fields} } }`
const page = question(
  20,
  `edges { node { articleKey title url date author subject question score
    seo { title page_description page_keywords } } }`,
)

const bridge = new FilesystemBridge(process.argv[2])
const level = new MemoryLevel({ valueEncoding: 'json' })
const database = createDatabaseInternal({ bridge, level, tinaDirectory: 'tina' })
const collection = { name: 'question', label: 'question', path: 'learn', format: 'md', fields }
const built = await buildSchema({
  build: { outputFolder: 'admin', publicFolder: 'public' },
  schema: { collections: [collection] },
})

await database.indexContent(built)
const ask = (query) => resolve({ database, query, variables: {} })
const answer = await ask(page)
const seconds = performance.now() / 1000
if (answer.data.questionConnection.edges.length !== 20) throw new Error(JSON.stringify(answer))
const all = await ask(question(1_000_000, 'totalCount'))
console.log(JSON.stringify({ seconds, count: all.data.questionConnection.totalCount }))
