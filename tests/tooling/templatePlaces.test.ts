import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { placesFile, renderPlaces } from '../../scripts/templatePlaces.ts';

it('templates stand as the builder lays them out', () => {
  expect(readFileSync(placesFile, 'utf8'), 'run `node scripts/templatePlaces.ts`').toBe(renderPlaces());
});
