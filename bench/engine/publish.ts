/** Stores a workflow at the server under test and publishes it, by its own API. */
export async function publishAt(url: string, slug: string, document: unknown): Promise<void> {
  const call = async (path: string, body: unknown) => {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };
  await call('/api/workflows/import', { slug, document });
  await call(`/api/workflows/${slug}/publish`, { note: 'bench' });
}
