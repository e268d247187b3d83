export const root: string;
export function packagesMatchLock(folder?: string): boolean;
