// The hosted page's module script, put by the packer in place of Trunk's: the same start, but its failure is seen.
// WebKit tells nobody about a module script that fails after an `await`.
import init from '{{glue}}';
try {
  const wasm = await init({ module_or_path: '{{module}}' });
  dispatchEvent(new CustomEvent('TrunkApplicationStarted', { detail: { wasm } }));
} catch (error) {
  window.holdfastRescue(error);
  throw error;
}
