package dev.pagefault.scenario;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a YAML file into a {@link Node} tree from the parser's events, so that nothing is built
 * before it is known to be within bounds. Anchors, aliases and tags are refused: they can make a
 * small file huge, and say nothing here that can't be written out.
 */
final class YamlFile {
  /** Bytes of the largest file that is read. */
  static final int MAX_BYTES = 1 << 20;

  /** Mappings and sequences within each other. */
  static final int MAX_DEPTH = 50;

  private final Source source;
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable Node root;
  private int documents;

  private YamlFile(Source source) {
    this.source = source;
  }

  /** A collection that has not ended yet. */
  private static final class Open {
    final Source.Place place;
    final @Nullable List<Node> items;
    final Map<String, Node.Field> fields = new LinkedHashMap<>();
    Node.@Nullable Text key;

    Open(Source.Place place, boolean sequence) {
      this.place = place;
      this.items = sequence ? new ArrayList<>() : null;
    }

    Node close() {
      return items != null ? new Node.Items(place, items) : new Node.Fields(place, fields);
    }
  }

  /** The file's tree, or empty after telling {@code source} why there is none. */
  static Optional<Node> read(Source source) {
    return text(source).flatMap(text -> parse(source, text));
  }

  /** The tree of a text; see {@link #read}. */
  static Optional<Node> parse(Source source, String text) {
    YamlFile reading = new YamlFile(source);
    LoadSettings settings =
        LoadSettings.builder().setLabel("").setCodePointLimit(MAX_BYTES + 1).build();
    try {
      for (Event event : new Parse(settings).parseString(text)) {
        if (!reading.accept(event)) {
          return Optional.empty();
        }
      }
    } catch (MarkedYamlEngineException e) {
      Source.Place place = e.getProblemMark().map(YamlFile::place).orElse(Source.Place.START);
      source.wrong(place, "", "not YAML: " + e.getProblem(), "mend the text at this place");
      return Optional.empty();
    } catch (YamlEngineException e) {
      source.wrong(Source.Place.START, "", "not YAML: " + e.getMessage(), "mend the text");
      return Optional.empty();
    }
    if (reading.root == null) {
      source.wrong(Source.Place.START, "", "the file is empty", "write its fields, or delete it");
    }
    return Optional.ofNullable(reading.root);
  }

  private static Optional<String> text(Source source) {
    try {
      long size = Files.size(source.file());
      if (size > MAX_BYTES) {
        source.wrong(
            Source.Place.START,
            "",
            "the file has " + size + " bytes",
            "keep it under " + MAX_BYTES + " bytes; a scenario needs about a hundred lines");
        return Optional.empty();
      }
      return Optional.of(Files.readString(source.file(), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      source.wrong(Source.Place.START, "", "the file is missing", "create it");
    } catch (CharacterCodingException e) {
      source.wrong(Source.Place.START, "", "the file is not UTF-8", "save it as UTF-8");
    } catch (IOException e) {
      source.wrong(
          Source.Place.START,
          "",
          "the file can't be read: " + e,
          "check that it is a readable file");
    }
    return Optional.empty();
  }

  /** Takes the parser's next event; false when reading ends here. */
  private boolean accept(Event event) {
    Source.Place place = event.getStartMark().map(YamlFile::place).orElse(Source.Place.START);
    if (event instanceof DocumentStartEvent && ++documents > 1) {
      return refuse(place, "a second document begins", "keep one document per file: delete ---");
    }
    if (event instanceof AliasEvent) {
      return refuse(place, "an alias (*) is used", "write the value out at each place");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      return refuse(place, "an anchor (&) is set", "write the value out at each place");
    }
    return switch (event.getEventId()) {
      case MappingStart -> push(new Open(place, false));
      case SequenceStart -> push(new Open(place, true));
      case MappingEnd, SequenceEnd -> {
        Node closed = open.pop().close();
        yield add(closed);
      }
      case Scalar -> {
        ScalarEvent scalar = (ScalarEvent) event;
        yield add(new Node.Text(place, scalar.getValue(), scalar.isPlain()));
      }
      default -> true;
    };
  }

  private boolean push(Open collection) {
    if (open.size() >= MAX_DEPTH) {
      return refuse(
          collection.place,
          "nested more than " + MAX_DEPTH + " levels deep",
          "remove the brackets or indentation that open here");
    }
    open.push(collection);
    return true;
  }

  private boolean add(Node node) {
    Open into = open.peek();
    if (into == null) {
      root = node;
      return true;
    }
    List<Node> items = into.items;
    if (items != null) {
      return items.add(node);
    }
    Node.Text key = into.key;
    if (key == null) {
      if (!(node instanceof Node.Text text)) {
        return refuse(node.place(), "a key is not a plain word", "write key: value");
      }
      into.key = text;
      return true;
    }
    into.key = null;
    if (into.fields.putIfAbsent(key.text(), new Node.Field(key.place(), node)) != null) {
      int first = into.fields.get(key.text()).keyPlace().line();
      source.wrong(
          key.place(),
          key.text() + " (line " + key.place().line() + ")",
          "this key was already written on line " + first,
          "keep one of the two");
    }
    return true;
  }

  private boolean refuse(Source.Place place, String message, String wayOut) {
    source.wrong(place, "", message, wayOut);
    return false;
  }

  private static Source.Place place(Mark mark) {
    return new Source.Place(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
