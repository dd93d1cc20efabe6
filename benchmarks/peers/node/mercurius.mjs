import fastify from 'fastify'
import mercurius from 'mercurius'
import { port, resolvers, sdl } from './articles.mjs'

const app = fastify()
app.register(mercurius, { schema: sdl, resolvers, jit: Number(process.argv[4]) })
await app.listen({ port, host: '127.0.0.1' })
