/**
 * The program: its commands, its configuration, and how the rooms are wired together.
 *
 * <p>May see everything; nothing sees it.
 */
@NullMarked
package dev.pagefault.app;

import org.jspecify.annotations.NullMarked;
