// TinaCMS over files: indexes a folder of questions, and prints how long that took, in seconds.
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
const query = `{ questionConnection(first: 20) { totalCount edges { node {
  articleKey title url date author subject question score
  seo { title page_description page_keywords }
} } } }`

const seconds = () => performance.now() / 1000
const bridge = new FilesystemBridge(process.argv[2])
const level = new MemoryLevel({ valueEncoding: 'json' })
const database = createDatabaseInternal({ bridge, level, tinaDirectory: 'tina' })
const collection = { name: 'question', label: 'question', path: 'learn', format: 'md', fields }
const built = await buildSchema({
  build: { outputFolder: 'admin', publicFolder: 'public' },
  schema: { collections: [collection] },
})

const began = seconds()
await database.indexContent(built)
const indexed = seconds()
const answer = await resolve({ database, query, variables: {} })
const asked = seconds()
const count = answer.data.questionConnection.totalCount
console.log(JSON.stringify({ count, index: indexed - began, query: asked - indexed }))
