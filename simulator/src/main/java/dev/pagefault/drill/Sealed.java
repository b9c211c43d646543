package dev.pagefault.drill;

/**
 * A sealed answer: its salted hash, which is shown when the drill begins, and the salt, which isn't
 * before the reveal; then anybody can check that hash and answer belong together.
 */
record Sealed(String sha256, String salt) {}
