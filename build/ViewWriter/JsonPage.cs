namespace ViewWriter;

internal static class JsonPage
{
    public const string Name = "json.md";
    public static string Text(string page) => page;
}
