import * as crypto from 'node:crypto';

/*
 * Where the built command line begins: imports nothing of the program until its Node is known to have what the store's keys need (Argon2, from Node 24.7 on).
 * An older Node would end with a syntax error before the first line ran.
 */
if ('argon2' in crypto) await import(new URL('./program.mjs', import.meta.url).href);
else {
  console.error(`AnomalyForce needs Node 24.7 or newer; this is ${process.version}. In the project's folder, "npm start" brings its own, and "npm run anomalyforce -- --help" then runs with it.`);
  process.exitCode = 1;
}
