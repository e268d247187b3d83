/** What changes in the life of the server, for `/readyz`. */
export interface ServerState {
  draining: boolean;
  providers: 'warming' | 'warm' | 'degraded';
}
