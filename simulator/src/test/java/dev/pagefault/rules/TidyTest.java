package dev.pagefault.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules of the house that no compiler keeps, read from bytecode and sources. */
class TidyTest {
  private static final Path CLASSES = Path.of("target", "classes", "dev", "pagefault");
  private static final Path SOURCES = Path.of("src");
  private static final int MAX_LINES = 400;

  private static final Set<String> FUTURES =
      Set.of(
          "io/vertx/core/Future",
          "java/util/concurrent/CompletableFuture",
          "java/util/concurrent/CompletionStage");

  /** They end a chain and see its failure; what they return is the same future once more. */
  private static final Set<String> TERMINAL =
      Set.of("onComplete", "onSuccess", "onFailure", "whenComplete", "exceptionally");

  private static final Set<String> CLOCKS =
      Set.of(
          "java/lang/System.nanoTime",
          "java/lang/System.currentTimeMillis",
          "java/time/Instant.now",
          "java/time/LocalDateTime.now",
          "java/time/LocalDate.now",
          "java/time/ZonedDateTime.now",
          "java/time/OffsetDateTime.now",
          "java/time/Clock.systemUTC",
          "java/time/Clock.systemDefaultZone");

  @Test
  void no_future_is_dropped() throws IOException {
    List<String> dropped = new ArrayList<>();
    eachMethod((type, method) -> {
      InvokeInstruction last = null;
      for (CodeElement element : method.code().orElseThrow()) {
        if (!(element instanceof Instruction instruction)) {
          continue;
        }
        if (last != null && instruction.opcode() == Opcode.POP && isDropped(last)) {
          dropped.add(place(type, method) + " drops what " + called(last) + " returns");
        }
        last = instruction instanceof InvokeInstruction invoke ? invoke : null;
      }
    });
    assertThat(dropped).as("return, compose or discard it in words").isEmpty();
  }

  private static boolean isDropped(InvokeInstruction call) {
    String returned = call.typeSymbol().returnType().descriptorString();
    boolean future = FUTURES.stream().anyMatch(name -> returned.equals("L" + name + ";"));
    return future && !TERMINAL.contains(call.name().stringValue());
  }

  @Test
  void only_the_room_time_reads_the_clock() throws IOException {
    assertThat(callsTo(CLOCKS))
        .as("take a dev.pagefault.time.Clock instead")
        .allMatch(place -> place.startsWith("dev/pagefault/time/"));
  }

  @Test
  void nobody_sleeps() throws IOException {
    assertThat(callsTo(Set.of("java/lang/Thread.sleep"))).as("wait on events").isEmpty();
  }

  @Test
  void nobody_prints() throws IOException {
    List<String> found = new ArrayList<>(callsTo(Set.of("java/lang/Throwable.printStackTrace")));
    eachMethod((type, method) -> {
      for (CodeElement element : method.code().orElseThrow()) {
        if (element instanceof FieldInstruction field
            && field.owner().asInternalName().equals("java/lang/System")
            && Set.of("out", "err").contains(field.name().stringValue())) {
          found.add(place(type, method));
        }
      }
    });
    assertThat(found)
        .as("log it, or print through the command line's writers")
        .allMatch(place -> place.equals("dev/pagefault/app/Main.commands"));
  }

  @Test
  void no_file_is_longer_than_four_hundred_lines() throws IOException {
    List<String> longer = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        long lines = Files.readAllLines(file).size();
        if (lines > MAX_LINES) {
          longer.add(file + " has " + lines);
        }
      }
    }
    assertThat(longer).isEmpty();
  }

  private static List<String> callsTo(Set<String> methods) throws IOException {
    List<String> found = new ArrayList<>();
    eachMethod((type, method) -> {
      for (CodeElement element : method.code().orElseThrow()) {
        if (element instanceof InvokeInstruction call && methods.contains(called(call))) {
          found.add(place(type, method));
        }
      }
    });
    return found;
  }

  private static void eachMethod(BiConsumer<ClassModel, MethodModel> visit) throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        ClassModel type = ClassFile.of().parse(file);
        for (MethodModel method : type.methods()) {
          if (method.code().isPresent()) {
            visit.accept(type, method);
          }
        }
      }
    }
  }

  private static String place(ClassModel type, MethodModel method) {
    return type.thisClass().asInternalName() + "." + method.methodName().stringValue();
  }

  private static String called(InvokeInstruction call) {
    return call.owner().asInternalName() + "." + call.name().stringValue();
  }
}
