package roadbed.rego.syntax;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OPA's total order of terms, in which the members of sets and the keys of objects are shown. */
final class AstOrder implements Comparator<Term> {
  static final AstOrder ORDER = new AstOrder();

  private AstOrder() {}

  @Override
  public int compare(Term a, Term b) {
    int rank = Integer.compare(rank(a), rank(b));
    if (rank != 0) {
      return rank;
    }
    return switch (a) {
      case Term.Scalar x -> b instanceof Term.Scalar y ? x.value().compareTo(y.value()) : 0;
      case Term.Var x -> b instanceof Term.Var y ? x.name().compareTo(y.name()) : 0;
      case Term.Ref x -> b instanceof Term.Ref y ? pairs(x.head(), y.head(), x.path(), y.path()) : 0;
      case Term.Array x -> b instanceof Term.Array y ? terms(x.items(), y.items()) : 0;
      case Term.Set x ->
          b instanceof Term.Set y
              ? terms(x.items().stream().sorted(this).toList(), y.items().stream().sorted(this).toList())
              : 0;
      case Term.Obj x -> b instanceof Term.Obj y ? objects(x, y) : 0;
      case Term.Call x -> b instanceof Term.Call y ? pairs(x.name(), y.name(), x.args(), y.args()) : 0;
      case Term.Infix x ->
          b instanceof Term.Infix y
              ? first(x.builtin().compareTo(y.builtin()), terms(x.args(), y.args()))
              : 0;
      case Term.ArrayComprehension x ->
          b instanceof Term.ArrayComprehension y ? closures(x.head(), y.head(), x.body(), y.body()) : 0;
      case Term.SetComprehension x ->
          b instanceof Term.SetComprehension y ? closures(x.head(), y.head(), x.body(), y.body()) : 0;
      case Term.ObjectComprehension x ->
          b instanceof Term.ObjectComprehension y
              ? first(compare(x.key(), y.key()), closures(x.value(), y.value(), x.body(), y.body()))
              : 0;
      case Term.Template x -> AstText.of(x).compareTo(AstText.of(b));
    };
  }

  private static int rank(Term term) {
    return switch (term) {
      case Term.Scalar _ -> 0;
      case Term.Var _ -> 4;
      case Term.Ref _ -> 5;
      case Term.Array _ -> 6;
      case Term.Obj _ -> 7;
      case Term.Set _ -> 8;
      case Term.ArrayComprehension _ -> 9;
      case Term.ObjectComprehension _ -> 10;
      case Term.SetComprehension _ -> 11;
      case Term.Call _ -> 12;
      case Term.Infix _ -> 13;
      case Term.Template _ -> 14;
    };
  }

  private static int first(int one, int other) {
    return one != 0 ? one : other;
  }

  private int pairs(@Nullable Term a, @Nullable Term b, List<Term> as, List<Term> bs) {
    int first = a == null || b == null ? 0 : compare(a, b);
    return first(first, terms(as, bs));
  }

  private int terms(List<Term> a, List<Term> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private int objects(Term.Obj a, Term.Obj b) {
    List<Term.Member> as = members(a);
    List<Term.Member> bs = members(b);
    for (int i = 0; i < Math.min(as.size(), bs.size()); i++) {
      int order =
          first(compare(as.get(i).key(), bs.get(i).key()), compare(as.get(i).value(), bs.get(i).value()));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(as.size(), bs.size());
  }

  /** The members by their keys. */
  static List<Term.Member> members(Term.Obj object) {
    return object.members().stream().sorted(Comparator.comparing(Term.Member::key, ORDER)).toList();
  }

  private int closures(Term a, Term b, List<Statement> as, List<Statement> bs) {
    return first(compare(a, b), AstText.of(as).compareTo(AstText.of(bs)));
  }
}
