// After the Wasm glue, in the script that single.js unpacks: starts the module.
try {
  const bytes = window.holdfastModule;
  delete window.holdfastModule;
  const wasm = await {{init}}({ module_or_path: bytes });
  dispatchEvent(new CustomEvent('TrunkApplicationStarted', { detail: { wasm } }));
} catch (error) {
  window.holdfastRescue(error);
  throw error;
}
