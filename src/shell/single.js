// Appended by the packer to the Wasm glue in the single file: unpacks the module held in the page and starts it.
try {
  const held = document.getElementById('holdfast-wasm');
  const packed = Uint8Array.from(atob(held.textContent), (letter) => letter.charCodeAt(0));
  held.remove();
  const bytes = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
  const wasm = await {{init}}({ module_or_path: bytes });
  dispatchEvent(new CustomEvent('TrunkApplicationStarted', { detail: { wasm } }));
} catch (error) {
  window.holdfastRescue(error);
  throw error;
}
