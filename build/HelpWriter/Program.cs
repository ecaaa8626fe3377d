namespace HelpWriter;

/// <summary>
/// Makes what Get-Help reads from the pages of docs/en-US, the module's assembly and the shared parameters: one MAML file for the cmdlets,
/// one text file for each about topic.
/// </summary>
internal static class Program
{
    private const string TopicPrefix = "about_";

    public static int Main(string[] args)
    {
        if (args.Length != 3)
        {
            Console.Error.WriteLine("usage: HelpWriter <folder of pages> <assembly of the module> <folder to write>");
            return 2;
        }

        try
        {
            Directory.CreateDirectory(args[2]);
            List<CmdletPage> pages = [];
            foreach (string path in Directory.EnumerateFiles(args[0], "*.md").Order(StringComparer.Ordinal))
            {
                string name = Path.GetFileNameWithoutExtension(path);
                if (name.StartsWith(TopicPrefix, StringComparison.Ordinal))
                    File.WriteAllText(Path.Combine(args[2], name + ".help.txt"), TopicWriter.Write(name, File.ReadAllText(path)));
                else
                    pages.Add(PageReader.Read(path));
            }

            MamlWriter.Write(CmdletHelp.Join(CmdletReader.Read(args[1]), pages)).Save(Path.Combine(args[2], "Rimuru.dll-Help.xml"));
            return 0;
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine($"HelpWriter : error HELP01: {e.Message}");
            return 1;
        }
    }
}
