/* The app's icon, drawn from one set of numbers as SVG and as PNG, so that the build needs no browser. A ring that
   does not close, with the point that was noticed: the loop, and what was seen. All of it lies inside the middle 80
   %, which masks on phones leave alone. */
import { deflateSync } from "node:zlib";

const GROUND = [0, 63, 125];
const RING = { x: 256, y: 256, radius: 128, half: 22, from: -4, to: 284, colour: [255, 255, 255] };
const DOT = { x: 354.1, y: 173.7, radius: 34, colour: [255, 184, 77] };
const SAMPLES = 4;

const hex = (rgb) => `#${rgb.map((part) => part.toString(16).padStart(2, "0")).join("")}`;

function onRing(degrees) {
  const angle = (degrees * Math.PI) / 180;
  return [RING.x + RING.radius * Math.cos(angle), RING.y + RING.radius * Math.sin(angle)];
}

export function svg() {
  const [start, end] = [RING.from, RING.to].map((angle) => onRing(angle).map((part) => part.toFixed(1)).join(" "));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" fill="${hex(GROUND)}"/>` +
    `<path d="M${start} A${RING.radius} ${RING.radius} 0 1 1 ${end}" fill="none" stroke="${hex(RING.colour)}" ` +
    `stroke-width="${RING.half * 2}" stroke-linecap="round"/>` +
    `<circle cx="${DOT.x}" cy="${DOT.y}" r="${DOT.radius}" fill="${hex(DOT.colour)}"/></svg>\n`
  );
}

function colourAt(x, y) {
  if (Math.hypot(x - DOT.x, y - DOT.y) <= DOT.radius) return DOT.colour;
  const angle = (((Math.atan2(y - RING.y, x - RING.x) * 180) / Math.PI - RING.from + 720) % 360) + RING.from;
  const reach = Math.abs(Math.hypot(x - RING.x, y - RING.y) - RING.radius);
  const caps = [RING.from, RING.to].map(onRing).some(([capX, capY]) => Math.hypot(x - capX, y - capY) <= RING.half);
  return caps || (reach <= RING.half && angle <= RING.to) ? RING.colour : GROUND;
}

function crc32(bytes) {
  let rest = -1;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** A square PNG, 8 bits RGB, edges smoothed by averaging 4 × 4 points a pixel. */
export function png(size) {
  const rows = Buffer.alloc(size * (size * 3 + 1));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const sum = [0, 0, 0];
      for (let point = 0; point < SAMPLES * SAMPLES; point += 1) {
        const across = (x + ((point % SAMPLES) + 0.5) / SAMPLES) * (512 / size);
        const down = (y + (Math.floor(point / SAMPLES) + 0.5) / SAMPLES) * (512 / size);
        colourAt(across, down).forEach((part, index) => (sum[index] += part));
      }
      rows.set(sum.map((part) => Math.round(part / SAMPLES ** 2)), y * (size * 3 + 1) + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0)),
  ]);
}
