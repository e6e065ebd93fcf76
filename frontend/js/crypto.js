/* Text on the phone is sealed with AES-GCM under a key that no script can read out (non-extractable). Whoever copies
   the browser's files without the browser gets noise; destroying the key destroys the text. */

const ALGORITHM = "AES-GCM";
const IV_BYTES = 12; // 96 bits, what GCM is made for; a fresh random one for each sealing

export const newKey = () => crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]);

export async function seal(key, value) {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: ALGORITHM, iv }, key, plain) };
}

export async function open(key, { iv, data }) {
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: ALGORITHM, iv }, key, data)));
}
