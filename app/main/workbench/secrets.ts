export { memorySecretStore, passphraseSecretStore } from '../store/passphrase-secret-store.ts';
export type { SecretStore } from '../store/secret-store.ts';
