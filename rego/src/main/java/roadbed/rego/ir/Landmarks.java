package roadbed.rego.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.OneLine;
import roadbed.rego.syntax.Rule;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Term;

/**
 * Which statement each place of a text belongs to.
 *
 * <p>One statement becomes several goals; with this a planner can mark where it begins, so that traces and coverage speak
 * of what was written. A statement in a comprehension or the like belongs to itself and not to the one around it.
 */
public final class Landmarks {
  private final Map<Location, Statement> statements = new HashMap<>();
  private final SequencedMap<Location, Rule> rules = new LinkedHashMap<>();
  private final List<Statement> inOrder = new ArrayList<>();
  private String text = "";

  private Landmarks() {}

  /** Those of whole files. */
  public static Landmarks of(List<Module> modules) {
    Landmarks landmarks = new Landmarks();
    modules.forEach(module -> module.rules().forEach(landmarks::rule));
    return landmarks;
  }

  /** Those of a query. */
  public static Landmarks ofQuery(List<Statement> query) {
    Landmarks landmarks = new Landmarks();
    query.forEach(landmarks::statement);
    landmarks.text = OneLine.of(query);
    return landmarks;
  }

  /** The query's text on one line; nothing for files. */
  String queryText() {
    return text;
  }

  /** The statement that a place belongs to; null where it belongs to a rule's head. */
  public @Nullable Statement statement(Location at) {
    return statements.get(at);
  }

  /** All statements, those inside of others too. */
  public List<Statement> statements() {
    return List.copyOf(inOrder);
  }

  /** All rules by their places, alternatives after {@code else} too. */
  public Map<Location, Rule> rules() {
    return rules;
  }

  private void rule(Rule rule) {
    for (Rule next = rule; next != null; next = next.orElse()) {
      rules.putIfAbsent(next.at(), next);
      Rule.Head head = next.head();
      nested(head.path());
      nested(head.args());
      nested(head.key());
      nested(head.value());
      next.body().forEach(this::statement);
    }
  }

  private void statement(Statement statement) {
    inOrder.add(statement);
    statements.put(statement.at(), statement);
    switch (statement) {
      case Statement.Expression expression -> own(expression.term(), statement);
      case Statement.Negation negation -> negation.body().forEach(this::statement);
      case Statement.SomeVars _ -> {
        // Declares only.
      }
      case Statement.SomeIn some -> {
        own(some.key(), statement);
        own(some.value(), statement);
        own(some.domain(), statement);
      }
      case Statement.Every every -> {
        own(every.domain(), statement);
        every.body().forEach(this::statement);
      }
    }
    for (Statement.With with : statement.with()) {
      statements.putIfAbsent(with.at(), statement);
      own(with.target(), statement);
      own(with.value(), statement);
    }
  }

  private void nested(@Nullable List<Term> terms) {
    if (terms != null) {
      terms.forEach(this::nested);
    }
  }

  private void nested(@Nullable Term term) {
    own(term, null);
  }

  private void own(@Nullable Term term, @Nullable Statement owner) {
    if (term == null) {
      return;
    }
    if (owner != null) {
      statements.putIfAbsent(term.at(), owner);
    }
    switch (term) {
      case Term.Scalar _, Term.Var _ -> {
        // Has no parts.
      }
      case Term.Ref ref -> {
        own(ref.head(), owner);
        ref.path().forEach(part -> own(part, owner));
      }
      case Term.Array array -> array.items().forEach(item -> own(item, owner));
      case Term.Set set -> set.items().forEach(item -> own(item, owner));
      case Term.Obj object ->
          object
              .members()
              .forEach(
                  member -> {
                    own(member.key(), owner);
                    own(member.value(), owner);
                  });
      case Term.Call call -> {
        own(call.name(), owner);
        call.args().forEach(arg -> own(arg, owner));
      }
      case Term.Infix infix -> infix.args().forEach(arg -> own(arg, owner));
      case Term.ArrayComprehension comprehension -> {
        own(comprehension.head(), owner);
        comprehension.body().forEach(this::statement);
      }
      case Term.SetComprehension comprehension -> {
        own(comprehension.head(), owner);
        comprehension.body().forEach(this::statement);
      }
      case Term.ObjectComprehension comprehension -> {
        own(comprehension.key(), owner);
        own(comprehension.value(), owner);
        comprehension.body().forEach(this::statement);
      }
      case Term.Template template -> {
        for (Term.Part part : template.parts()) {
          switch (part) {
            case Term.Text _ -> {
              // Has no parts.
            }
            case Term.Embedded embedded -> statement(embedded.statement());
          }
        }
      }
    }
  }
}
