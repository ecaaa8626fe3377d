using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core;
using Rimuru.Core.Config;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>Gets the keys of the configuration, their values, and where these are set.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruConfiguration")]
[OutputType(typeof(ConfigurationSetting))]
public sealed class GetRimuruConfigurationCommand : RimuruCmdlet
{
    /// <summary>The keys, such as <c>sync.*</c>.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConfigurationKeyCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    private protected override void Process()
    {
        ConfigurationService configuration = RimuruEngine.Configuration();
        IReadOnlyList<ConfigurationSetting> settings = configuration.Settings;
        foreach (string name in Passing(Name, Check))
            WriteAll(settings.Where(setting => ReportFilter.Matches([name], setting.Name)));

        void Check(string name)
        {
            if (!ReportFilter.IsPattern(name))
                configuration.CheckName(name, "-Name");
        }
    }
}
