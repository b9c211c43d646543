package dev.pagefault.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which room may call which; the arrows point down. */
class ArrowsTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.pagefault");

  private static final String HOUSE = "dev.pagefault.";

  @ParameterizedTest
  @CsvSource({
    "time,      ''",
    "scenario,  time",
    "journal,   scenario time",
    "telemetry, time",
    "toxiproxy, time",
    "hardware,  time",
    "mesh,      hardware toxiproxy telemetry scenario time",
    "load,      incident telemetry scenario time",
    "incident,  telemetry scenario time",
    "control,   mesh load incident hardware toxiproxy telemetry scenario time",
    "scoring,   journal scenario time",
    "debrief,   scoring journal scenario time",
    "drill,     control debrief scoring incident mesh load telemetry journal scenario time",
    "bot,       drill control debrief scoring incident mesh load telemetry journal scenario time",
    "tools,     drill telemetry time",
    "gameday,   drill journal scenario time",
    "web,       gameday bot drill control debrief scoring incident mesh load telemetry journal scenario time",
  })
  void a_room_calls_only_those_that_its_arrows_lead_to(String room, String arrows) {
    Set<String> allowed = Set.of(arrows.split(" "));
    DescribedPredicate<JavaClass> elsewhere =
        DescribedPredicate.describe(
            "rooms other than " + arrows,
            type ->
                type.getPackageName().startsWith(HOUSE)
                    && !room(type).equals(room)
                    && !allowed.contains(room(type))
                    && !sharedValue(room, type));
    noClasses()
        .that()
        .resideInAPackage(HOUSE + room + "..")
        .should()
        .dependOnClassesThat(elsewhere)
        .allowEmptyShould(true)
        .check(MAIN);
  }

  /**
   * Values that belong to the room that explains them and are made by one below: what is asked of a
   * mesh is part of its state, and what was harmed is said as the journal says it.
   */
  private static boolean sharedValue(String room, JavaClass type) {
    return (room.equals("mesh") && type.getName().startsWith(HOUSE + "load.LoadPlan"))
        || (room.equals("incident")
            && type.getName().equals(HOUSE + "journal.JournalEvent$BlastTruth"));
  }

  @Test
  void rooms_of_pure_thought_know_no_vertx() {
    noClasses()
        .that()
        .resideInAnyPackage(
            HOUSE + "scoring..",
            HOUSE + "debrief..",
            HOUSE + "incident..",
            HOUSE + "scenario..",
            HOUSE + "time..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "io.netty..")
        .check(MAIN);
  }

  @Test
  void only_web_serves_trainees() {
    noClasses()
        .that()
        .resideOutsideOfPackages(HOUSE + "web..", HOUSE + "app..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.ext.web..")
        .check(MAIN);
  }

  private static String room(JavaClass type) {
    String rest = type.getPackageName().substring(HOUSE.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }
}
