namespace ViewWriter;

/// <summary>
/// Writes what is made from the declarations of columns, records and keys: <c>Rimuru.Format.ps1xml</c>, the tables of <c>docs/json.md</c>,
/// <c>docs/api-reference.md</c>, and the schema of files of budgets.
/// </summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        if (args.Length != 1)
        {
            Console.Error.WriteLine("usage: ViewWriter <folder of the checkout>");
            return 2;
        }

        File.WriteAllText(Path.Combine(args[0], FormatFile.Name), FormatFile.Text());
        string page = Path.Combine(args[0], "docs", JsonPage.Name);
        File.WriteAllText(page, JsonPage.Text(File.ReadAllText(page)));
        File.WriteAllText(Path.Combine(args[0], "docs", ApiPage.Name), ApiPage.Text());
        File.WriteAllText(Path.Combine(args[0], "docs", BudgetSchema.Name), BudgetSchema.Text());
        return 0;
    }
}
