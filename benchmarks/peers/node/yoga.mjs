import { createServer } from 'node:http'
import { createSchema, createYoga } from 'graphql-yoga'
import { port, resolvers, sdl } from './articles.mjs'

const schema = createSchema({ typeDefs: sdl, resolvers })
createServer(createYoga({ schema, logging: false })).listen(port, '127.0.0.1')
