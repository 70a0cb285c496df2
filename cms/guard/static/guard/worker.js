// Looks for the number that an ALTCHA challenge (version 2, PBKDF2) asks for. Runs beside the page, so that it stays quick.

const hexToBytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const bytesToHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

async function solve({ nonce, salt, cost, keyLength, keyPrefix }) {
  const started = performance.now();
  const password = new Uint8Array(hexToBytes(nonce).length + 4);
  password.set(hexToBytes(nonce));
  const counterAt = new DataView(password.buffer, password.length - 4);
  const settings = { name: "PBKDF2", hash: "SHA-256", salt: hexToBytes(salt), iterations: cost };
  for (let counter = 0; counter < 0xffffffff; counter += 1) {
    counterAt.setUint32(0, counter);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const derived = bytesToHex(new Uint8Array(await crypto.subtle.deriveBits(settings, key, keyLength * 8)));
    if (derived.startsWith(keyPrefix)) return { counter, derivedKey: derived, time: performance.now() - started };
  }
  throw new Error("no number fits");
}

self.onmessage = async ({ data }) => {
  try {
    self.postMessage({ solution: await solve(data) });
  } catch (problem) {
    self.postMessage({ problem: String(problem) });
  }
};
