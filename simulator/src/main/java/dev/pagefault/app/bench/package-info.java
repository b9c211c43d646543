/**
 * The measured figures: {@code pagefault bench}. Each is measured on the machine at hand and
 * printed beside its goal; nothing here asserts.
 */
@NullMarked
package dev.pagefault.app.bench;

import org.jspecify.annotations.NullMarked;
