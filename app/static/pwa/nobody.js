// Where somebody is asked to sign in, nobody is: without a connection this device leads nobody to what is another's.

import * as store from "./store.js";

const pass = await store.setting("pass").catch(() => undefined);
if (pass?.about) await store.set("pass", { ...pass, about: "" });
