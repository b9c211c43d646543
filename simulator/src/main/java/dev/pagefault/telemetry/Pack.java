package dev.pagefault.telemetry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers and texts in few bytes: each text once, the whole deflated. A mesh's history is mostly
 * repetition; packed it takes about a tenth, and unpacking makes one object of equal texts.
 */
final class Pack {
  /** Longest text, characters: at three bytes each it still fits {@link DataOutput#writeUTF}. */
  static final int MAX_TEXT = 20_000;

  private Pack() {}

  /** Writes in the order in which {@link Reader} reads. */
  static final class Writer {
    private final Map<String, Integer> indices = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** Writes a number; small ones (of either sign) take little. */
    Writer number(long value) {
      long rest = (value << 1) ^ (value >> 63);
      while ((rest & ~0x7fL) != 0) {
        body.write((int) (rest & 0x7f) | 0x80);
        rest >>>= 7;
      }
      body.write((int) rest);
      return this;
    }

    /** Writes a text, or null; what exceeds {@value #MAX_TEXT} characters is cut off. */
    Writer text(@Nullable String text) {
      if (text == null) {
        return number(-1);
      }
      String bounded = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
      Integer known = indices.get(bounded);
      if (known == null) {
        known = texts.size();
        indices.put(bounded, known);
        texts.add(bounded);
      }
      return number(known);
    }

    /** Writes texts by text. */
    Writer map(Map<String, String> map) {
      number(map.size());
      map.forEach((key, value) -> text(key).text(value));
      return this;
    }

    /** All that was written. */
    byte[] done() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Deflater deflater = new Deflater(Deflater.BEST_SPEED);
      try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
        out.writeInt(texts.size());
        for (String text : texts) {
          out.writeUTF(text);
        }
        body.writeTo(out);
      } catch (IOException e) {
        throw new UncheckedIOException("memory can't fail to be written", e);
      } finally {
        deflater.end();
      }
      return bytes.toByteArray();
    }
  }

  /** Reads what a {@link Writer} wrote. */
  static final class Reader {
    private final String[] texts;
    private final byte[] body;
    private int at;

    Reader(byte[] packed) {
      try (DataInputStream in =
          new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(packed)))) {
        texts = new String[in.readInt()];
        for (int i = 0; i < texts.length; i++) {
          texts[i] = in.readUTF();
        }
        body = in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException("memory can't fail to be read", e);
      }
    }

    long number() {
      long value = 0;
      int shift = 0;
      byte next;
      do {
        next = body[at++];
        value |= (next & 0x7fL) << shift;
        shift += 7;
      } while (next < 0);
      return (value >>> 1) ^ -(value & 1);
    }

    @Nullable String textOrNull() {
      int index = (int) number();
      return index < 0 ? null : texts[index];
    }

    String text() {
      return texts[(int) number()];
    }

    Map<String, String> map() {
      int size = (int) number();
      Map<String, String> map = new LinkedHashMap<>();
      for (int i = 0; i < size; i++) {
        String key = text();
        map.put(key, text());
      }
      return map;
    }
  }
}
