package dev.pagefault.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of what is shipped, for tests that spoil it. */
public final class CopiedLibrary {
  private final Path folder;

  private CopiedLibrary(Path folder) {
    this.folder = folder;
  }

  /** Copies everything into {@code folder}. */
  public static CopiedLibrary in(Path folder) throws IOException {
    Path shipped = Path.of("..", "scenarios");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path file : files.toList()) {
        Path to = folder.resolve(shipped.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
    }
    return new CopiedLibrary(folder);
  }

  /** Where it lies. */
  public Path folder() {
    return folder;
  }

  /** Replaces the first occurrence of a text in a file; returns the line, from 1, it stands on. */
  public int replace(String file, String text, String by) throws IOException {
    Path path = folder.resolve(file);
    String before = Files.readString(path);
    int at = before.indexOf(text);
    if (at < 0) {
      throw new IllegalArgumentException(file + " has no " + text);
    }
    Files.writeString(path, before.substring(0, at) + by + before.substring(at + text.length()));
    return (int) before.substring(0, at).lines().count() + (before.charAt(at - 1) == '\n' ? 1 : 0);
  }

  /** Reads it. */
  public Library.Loaded load() {
    return Library.load(folder);
  }

  /** What is wrong with one file of it. */
  public List<Problem> problems(String file) {
    return load().problems().stream()
        .filter(problem -> problem.file().equals(folder.resolve(file)))
        .toList();
  }
}
