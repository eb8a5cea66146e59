/** Where this script came from. It is read while the script runs, and at no later time. */
export const SCRIPT = document.currentScript;

/** The service's address: the script's own folder. */
export const HOME = new URL(".", SCRIPT?.src || document.baseURI).href;
