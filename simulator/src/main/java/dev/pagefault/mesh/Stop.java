package dev.pagefault.mesh;

/**
 * Why an endpoint ended before its last step.
 *
 * @param status to answer
 * @param step that ended it
 */
record Stop(int status, String step, String message) {}
