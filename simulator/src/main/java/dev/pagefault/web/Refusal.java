package dev.pagefault.web;

/** Ends a call with a {@link Problem}; thrown by routes, turned into the answer in one place. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  Refusal(Problem problem) {
    super(problem.detail(), null, false, false); // no stack: it is an answer, not a bug
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }

  /** Nothing of that name. */
  static Refusal notFound(String detail) {
    return new Refusal(Problem.of(Problem.Kind.NOT_FOUND, detail));
  }

  /** A value that is not in its range or of its form. */
  static Refusal invalid(String field, String detail) {
    return new Refusal(Problem.of(Problem.Kind.INVALID, detail).in(field));
  }

  /** What is asked isn't possible in this state. */
  static Refusal notNow(String detail) {
    return new Refusal(Problem.of(Problem.Kind.NOT_NOW, detail));
  }
}
