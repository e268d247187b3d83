/** A live text session that another socket can take over. */
export interface ResumableSession {
  readonly live: boolean;
}

/**
 * Live sessions by the carrier's call id, shared by all text sockets of a server, so that a `setup` for a known call is
 * seen as a reconnect. Holds live calls only.
 */
export class RelaySessions<Session extends ResumableSession> {
  private readonly sessions = new Map<string, Session>();

  find(callSid: string): Session | undefined {
    const session = this.sessions.get(callSid);
    return session?.live === true ? session : undefined;
  }

  add(callSid: string, session: Session): void {
    this.sessions.set(callSid, session);
  }

  remove(callSid: string, session: Session): void {
    if (this.sessions.get(callSid) === session) this.sessions.delete(callSid);
  }

  get size(): number {
    return this.sessions.size;
  }
}
