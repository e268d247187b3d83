/** Resolves when the embedded voices of a server are loaded: what is timed or spoken before shares the machine with that. */
export async function whenWarm(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/readyz`);
    const { checks } = (await answer.json()) as { checks: { providers: string } };
    if (checks.providers !== 'warming') return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
