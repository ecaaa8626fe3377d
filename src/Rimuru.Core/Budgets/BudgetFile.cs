using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Rimuru.Core.Budgets;

/// <summary>Reads the text of a <c>rimuru.budgets.yaml</c>. Every error is E12005 and names file, line and key.</summary>
internal sealed class BudgetFile
{
    public const string FileName = "rimuru.budgets.yaml";

    private const string Root = "budgets";

    private readonly Parser parser;
    private readonly string path;
    private readonly IReadOnlyList<string> agents;

    private BudgetFile(string path, TextReader content, IReadOnlyList<string> agents)
    {
        parser = new Parser(content);
        this.path = path;
        this.agents = agents;
    }

    private ParsingEvent Event => parser.Current!;

    public static List<Budget> Read(string path, string content, IReadOnlyList<string> agents)
    {
        using StringReader reader = new(content);
        try
        {
            return new BudgetFile(path, reader, agents).ReadDocument();
        }
        catch (Exception e) when (YamlFile.IsMalformed(e))
        {
            (long line, string problem) = YamlFile.Explain(content, e);
            throw Wrong(path, line, $"the file is not valid YAML: {problem}", e);
        }
    }

    private List<Budget> ReadDocument()
    {
        List<Budget>? budgets = null;
        Next();
        if (Next() is StreamEnd || Next() is not MappingStart)
            throw Wrong(Event, $"expected '{Root}:' with the budgets below it.");
        Each(
            "",
            (key, name) =>
            {
                if (name != Root)
                    throw Unknown(key, name, [Root]);
                budgets = ReadBudgets();
            }
        );
        if (budgets is null)
            throw Wrong(Event, $"expected '{Root}:' with the budgets below it.");
        Next();
        return Next() is DocumentStart second ? throw Wrong(second, "expected one document, found a second.") : budgets;
    }

    private List<Budget> ReadBudgets()
    {
        List<Budget> budgets = [];
        if (Event is not MappingStart)
            throw Wrong(Event, $"{Root} must have a section for each budget, by its name.");
        Each(
            Root,
            (key, name) =>
            {
                if (budgets.Exists(known => known.Name.Equals(key.Value, StringComparison.OrdinalIgnoreCase)))
                    throw Wrong(key, $"{name} differs from a budget above it only in the case of its name.");
                budgets.Add(ReadBudget(key, name));
            }
        );
        return budgets;
    }

    private Budget ReadBudget(Scalar key, string name)
    {
        Budget budget = new() { Name = key.Value, File = path };
        if (Event is not MappingStart)
            throw Wrong(Event, $"{name} must be a section of {string.Join(", ", BudgetKey.All.Select(known => known.Name))}.");
        Each(
            name,
            (field, full) =>
            {
                BudgetKey known =
                    BudgetKey.All.FirstOrDefault(one => one.Name == field.Value)
                    ?? throw Unknown(field, full, [.. BudgetKey.All.Select(one => one.Name)]);
                budget = known.Set(budget, ReadValue(known, full));
            }
        );
        try
        {
            return BudgetRules.Check(budget, agents);
        }
        catch (RimuruException e)
        {
            throw Wrong(key, $"{name}: {BudgetRules.Plain(e)}", e);
        }
    }

    private object ReadValue(BudgetKey key, string name)
    {
        if (Event is Scalar scalar)
            return Value(key, name, scalar);
        if (Event is not SequenceStart || key.Kind != BudgetKeyKind.Names)
            throw Wrong(Event, $"{name} must be {key.Allowed}.");
        List<string> names = [];
        while (Next() is not SequenceEnd)
            names.AddRange((string[])Value(key, name, Event as Scalar ?? throw Wrong(Event, $"{name} must be {key.Allowed}.")));
        return names.Count > 0 ? names.ToArray() : throw Wrong(Event, $"{name} is an empty list. Leave it out, or write '*' for all.");
    }

    private object Value(BudgetKey key, string name, Scalar scalar)
    {
        if (!scalar.Tag.IsEmpty)
            throw Wrong(scalar, $"{name} has a tag, which has no meaning here.");
        return key.Parse(scalar.Value) ?? throw Wrong(scalar, $"{name} is '{Redaction.Redact(scalar.Value)}', but must be {key.Allowed}.");
    }

    /// <summary>Reads the entries of a section, of which each has a name of its own.</summary>
    private void Each(string section, Action<Scalar, string> read)
    {
        Dictionary<string, long> seen = new(StringComparer.Ordinal);
        while (Next() is not MappingEnd)
        {
            if (Event is not Scalar key)
                throw Wrong(Event, "expected a key.");
            string name = section.Length == 0 ? key.Value : $"{section}.{key.Value}";
            if (!seen.TryAdd(name, key.Start.Line))
                throw Wrong(key, $"{name} is set a second time; the first is line {seen[name]}.");
            Next();
            read(key, name);
        }
    }

    private ParsingEvent Next() => parser.MoveNext() ? Event : throw new SyntaxErrorException("The file ends too early.");

    private RimuruException Unknown(Scalar key, string name, IReadOnlyList<string> allowed) =>
        Wrong(key, $"{name} is not a key.{Spelling.Hint(key.Value, allowed)} Allowed here: {string.Join(", ", allowed)}.");

    private RimuruException Wrong(ParsingEvent e, string problem, Exception? inner = null) => Wrong(path, e.Start.Line, problem, inner);

    private static RimuruException Wrong(string path, long line, string problem, Exception? inner = null) =>
        new(ErrorCodes.BudgetFileInvalid, $"{path}:{line}: {problem}", $"{path}:{line}", inner);
}
