/** The server: HTTP, WebSockets, signing in, the live feed. It knows the services; no service knows it. */
export { createServer, startServer } from './createServer.ts';
export type { CloseOptions, ServerOptions, WeaverServer } from './createServer.ts';
export { announcement, serve } from './serve.ts';
export type { ServeOptions } from './serve.ts';
export { environmentSchema, loadDotEnv, readSettings } from './settings.ts';
export type { Settings } from './settings.ts';
