/**
 * Seals secrets for the store: AES-256-GCM, so that a copy of the database alone is of no use to anybody, and a value that
 * was changed or moved to another setting does not open. A sealed value is base64url of
 *
 *     version (1 byte) | nonce (12) | ciphertext | tag (16)
 *
 * with the version and the setting's name as additional data. Nonces are random: with one key that is good for 2^32
 * values (NIST SP 800-38D, 8.3), and a server seals a few when somebody saves a form.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { keyIn, newKeyIn } from './vaultKey.ts';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

export interface VaultOptions {
  /** Folder of `secret.key`, which is made when something is sealed for the first time and no key is given. */
  readonly home: string;
  /** Instead of the file's. */
  readonly key?: Buffer | undefined;
  /** Opens, never seals: while the key is being changed. */
  readonly previousKey?: Buffer | undefined;
  /** Told once, with the reason, when others can read `secret.key` and that cannot be changed. */
  readonly onExposed?: ((reason: string) => void) | undefined;
}

export interface Opened {
  readonly value: string;
  /** It was sealed with a key that no longer seals: time to seal it again. */
  readonly stale: boolean;
}

export class Vault {
  readonly #home: string;
  readonly #given: Buffer | undefined;
  readonly #previous: Buffer | undefined;
  #onExposed: ((reason: string) => void) | undefined;

  constructor({ home, key, previousKey, onExposed }: VaultOptions) {
    this.#home = home;
    this.#given = key && derived(key);
    this.#previous = previousKey && derived(previousKey);
    this.#onExposed = onExposed;
  }

  /**
   * @param setting under which it will be stored; it opens only under the same.
   * @throws WeaverError API_VAULT_KEY_INVALID, API_HOME_UNUSABLE
   */
  seal(setting: string, value: string): string {
    const key = this.#given ?? derived(this.#kept() ?? newKeyIn(this.#home));
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(additional(setting));
    const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(VERSION), nonce, sealed, cipher.getAuthTag()]).toString('base64url');
  }

  /**
   * Null when no key here opens it, or it was tampered with.
   *
   * @throws WeaverError API_VAULT_KEY_INVALID, API_HOME_UNUSABLE when the file is needed and cannot be used.
   */
  open(setting: string, sealed: string): Opened | null {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes[0] !== VERSION || bytes.length < 1 + NONCE_BYTES + TAG_BYTES) return null;
    for (const [at, key] of this.#keys()) {
      const value = unsealed(key, setting, bytes);
      if (value !== null) return { value, stale: at > 0 };
    }
    return null;
  }

  /** The one that seals comes first. The file's also opens where a key is given: that is how a server moves to one. */
  *#keys(): Generator<[at: number, key: Buffer]> {
    if (this.#given) yield [0, this.#given];
    if (this.#previous) yield [1, this.#previous];
    const kept = this.#kept();
    if (kept) yield [this.#given ? 2 : 0, derived(kept)];
  }

  #kept(): Buffer | undefined {
    return keyIn(this.#home, (reason) => {
      this.#onExposed?.(reason);
      this.#onExposed = undefined;
    });
  }
}

function unsealed(key: Buffer, setting: string, bytes: Buffer): string | null {
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(1, 1 + NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(additional(setting));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const body = bytes.subarray(1 + NONCE_BYTES, -TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  } catch {
    return null; // the tag does not fit: another key, another setting, or other bytes
  }
}

function additional(setting: string): Buffer {
  return Buffer.concat([Buffer.of(VERSION), Buffer.from(setting, 'utf8')]);
}

/** A key of its own for this purpose: whatever else the same secret may be used for one day, the two do not meet. */
function derived(key: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', 'call-flow-weaver vault', 32));
}
