// Behind the script that joins the parts of the hosted program: the second one as a Wasm module. The host has it as three
// files. The first begins with the lengths of the streams (streams.js); the second is the stream of instructions, which
// the first part of the program unpacks (src/bin/pack/parts.rs). That takes a tenth of a second and more, so the module is
// kept, for this build alone, where the browser allows it.
const KEPT = `holdfast-program ${new URL('.', import.meta.url)}`;
let triedKept = false;
const together = async (url) => {
  const { version } = window.holdfastBuild;
  // Private windows refuse; pages that are not secure have none.
  const cache = await window.caches?.open(KEPT).catch(() => null);
  // One that did not start is not tried again.
  const kept = triedKept ? null : await cache?.match(`./${version}`).catch(() => null);
  triedKept = true;
  if (kept) return kept;
  const read = async (url) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`the second part of the program: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const urls = ['', 1, 2].map((file) => new URL(url.href.replace('.wasm', `${file}.wasm`)));
  const [data, packed, others] = await Promise.all(urls.map(read));
  const instructions = await window.holdfastUnpack(packed, new DataView(data.buffer).getUint32(4, true));
  const module = await weave(new Uint8Array(await new Blob([data, instructions, others]).arrayBuffer()));
  const answer = () => new Response(module, { headers: { 'content-type': 'application/wasm' } });
  // Not waited for; a full disk costs the time again at the next start.
  if (cache) caches.delete(KEPT).then(() => caches.open(KEPT)).then((cache) => cache.put(`./${version}`, answer())).catch(() => {});
  return answer();
};
