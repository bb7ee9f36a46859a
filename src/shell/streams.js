// Puts a Wasm module together again that was taken apart into streams of like bytes: src/bin/pack/streams.rs says how, and
// gives the tables, in which a digit is a place or a stream. Places: 0 plain, 1 section, 2 length, 3 functions, 4 body,
// 5 locals, 6 count, 7 type, 8 instruction, 9 operand, 10 first, 11 fixed, 12 targets, 13 target, 14 prefixed.
const weave = async (apart) => {
  // Between two slices the page takes clicks. A timeout would wait for a second in a hidden tab.
  const pause = () => new Promise((go) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => go(port1.close());
    port2.postMessage(0);
  });
  const table = (digits) => Uint8Array.from(digits, (digit) => parseInt(digit, 16));
  const follows = table('{{follows}}'.replace('+', '8'.repeat(139)));
  const prefixed = table('{{prefixed}}');
  const operands = table('{{operands}}'.padEnd(256, 9));
  const streams = table('000ccddd10abeee');
  const view = new DataView(apart.buffer, apart.byteOffset);
  const at = new Uint32Array({{streams}});
  let end = at.length * 4;
  at.forEach((_, stream) => {
    at[stream] = end;
    end += view.getUint32(stream * 4, true);
  });
  const module = new Uint8Array(end - at.length * 4);
  let place = 0;
  let instruction = 0;
  let section = 8;
  let body = 0;
  let number = 0;
  let shift = 0;
  let left = 0;
  const counted = (more) => {
    left = Math.max(0, left - 1);
    return left ? more : 8;
  };
  const after = () => {
    const value = number >>> 0;
    number = shift = 0;
    switch (place) {
      case 2:
        section = value;
        return instruction === 10 ? 3 : 0;
      case 3: return 4;
      case 4:
        body = value;
        return 5;
      case 5:
        if (value) left = value;
        return value ? 6 : 8;
      case 6: return 7;
      case 10: return 9;
      case 12:
        left = value + 1;
        return 13;
      case 13: return counted(13);
      case 14: return prefixed[value] ?? 8;
      default: return 8;
    }
  };
  for (let to = 0; to < module.length; to += 1) {
    if (to % 65536 === 65535) await pause();
    const byte = apart[at[place === 9 ? operands[instruction] : streams[place]]++];
    module[to] = byte;
    const before = place;
    if (place === 1) {
      instruction = byte;
      place = 2;
    } else {
      if (place === 8) {
        instruction = byte;
        left = byte === 0x43 ? 4 : 8;
        place = follows[byte];
      } else if (place === 11) place = counted(11);
      else if (place === 7) place = counted(6);
      else if (place) {
        if (shift < 32) number |= (byte & 127) << shift;
        shift += 7;
        if (byte < 128) place = after();
      }
      if (before !== 2 && section) section -= 1;
      if (before > 4) {
        if (body) body -= 1;
        if (!body) place = 4, number = shift = 0;
      }
      if (!section && place !== 2) place = 1, number = shift = 0;
    }
  }
  return module;
};
