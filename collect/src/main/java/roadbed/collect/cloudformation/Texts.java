package roadbed.collect.cloudformation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.collect.SecretText;
import roadbed.model.Value;

/** A text that is put together from values: not known as soon as one is not, a secret leaves its mark in it. */
final class Texts {
  private static final int LONGEST = 4_000_000;

  private final StringBuilder text = new StringBuilder();
  private Value.@Nullable Unknown unknown;
  private boolean onlySecret = true;
  private boolean secret;

  Texts add(String piece) {
    if (!piece.isEmpty()) {
      onlySecret = false;
      append(piece);
    }
    return this;
  }

  Texts add(Value value) {
    switch (value) {
      case Value.Secret _ -> {
        secret = true;
        append(SecretText.MARKER + ":parameter***");
      }
      case Value.Unknown found -> unknown = unknown == null ? found : unknown;
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _ -> add(of(value).orElse(""));
      case Value.Null _, Value.Items _, Value.Fields _ ->
          unknown = unknown == null ? new Value.Unknown("a part of the text is no text") : unknown;
    }
    return this;
  }

  private void append(String piece) {
    if (text.length() + piece.length() > LONGEST) {
      unknown = unknown == null ? new Value.Unknown("the text is too long") : unknown;
    } else {
      text.append(piece);
    }
  }

  Value value() {
    if (unknown != null) {
      return unknown;
    }
    return secret && onlySecret ? Value.Secret.INSTANCE : Value.of(text.toString());
  }

  /** The text of a text, number or truth value. */
  static Optional<String> of(Value value) {
    return switch (value) {
      case Value.Text text -> Optional.of(text.value());
      case Value.Whole whole -> Optional.of(Long.toString(whole.value()));
      case Value.Decimal decimal -> Optional.of(decimal.value().toPlainString());
      case Value.Bool bool -> Optional.of(Boolean.toString(bool.value()));
      case Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ -> Optional.empty();
    };
  }
}
