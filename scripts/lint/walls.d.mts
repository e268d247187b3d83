export interface Part {
  kind: string;
  room: string;
}
export function partOf(file: string): Part;
export function breach(from: string, to: string): string | null;
