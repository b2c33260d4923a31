import { bringNativeTensorFlow } from './native-tensorflow.mjs';
import { checkNode, installPackages } from './packages.mjs';
import { run } from './steps.mjs';

/** What both commands need, each step only where it is not done yet: packages and Node 24, native TensorFlow, the build. Throws with what to do. */
export async function setUp() {
  await installPackages();
  await checkNode();
  await bringNativeTensorFlow();
  await run('node', ['scripts/build.mjs']);
}
