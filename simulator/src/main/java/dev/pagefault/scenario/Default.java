package dev.pagefault.scenario;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a file means when it leaves this key out, as YAML would write it; an empty text is an empty
 * list or map. A key without one must be written, unless it is {@code @Nullable}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {

  /** The value, as written. */
  String value() default "";
}
