BeforeDiscovery { . "$PSScriptRoot/Support.ps1" }
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest -Force
}

Describe 'Manifest' {
    It 'is valid and exports what it says' {
        $module = Test-ModuleManifest $Manifest
        $module.ExportedCmdlets.Keys | Sort-Object | Should -Be $Cmdlets
        $module.ExportedFunctions.Count + $module.ExportedAliases.Count + $module.ExportedVariables.Count | Should -Be 0
        $module.PowerShellVersion | Should -Be '7.4'
        $module.CompatiblePSEditions | Should -Be 'Core'
    }

    It 'exports every cmdlet of the assembly' {
        (Get-Command -Module Rimuru).Name | Sort-Object | Should -Be $Cmdlets
        $classes = (Get-Module Rimuru).ImplementingAssembly.ExportedTypes | Where-Object { $_.GetCustomAttributes([Management.Automation.CmdletAttribute], $false) }
        $classes | Should -HaveCount $Cmdlets.Count
    }

    It 'imports without a warning about verbs' {
        $warnings = $null
        Import-Module $Manifest -Force -WarningVariable warnings 3> $null
        $warnings | Should -BeNullOrEmpty
    }
}

Describe 'Help of <_>' -ForEach $Cmdlets {
    BeforeAll {
        $help = Get-Help $_ -Full
        $command = Get-Command $_

        # What the help says of a parameter, beside what PowerShell knows of it in a parameter set.
        function Assert-Help($Said, $Parameter, $Set, [bool] $IsMandatory) {
            $why = $Parameter.Name
            $Said.description.Text | Should -Not -BeNullOrEmpty -Because $why
            $Said.type.name | Should -Be ([Nullable]::GetUnderlyingType($Parameter.ParameterType) ?? $Parameter.ParameterType).Name -Because $why
            $Said.required | Should -Be "$IsMandatory".ToLowerInvariant() -Because $why
            $Said.position | Should -Be $(if ($Set.Position -ge 0) { "$($Set.Position)" } else { 'named' }) -Because $why
            $Said.globbing | Should -Be "$([bool]($Parameter.Attributes | Where-Object { $_ -is [Management.Automation.SupportsWildcardsAttribute] }))".ToLowerInvariant() -Because $why
            $Said.aliases | Should -Be $(if ($Parameter.Aliases) { $Parameter.Aliases -join ', ' } else { 'none' }) -Because $why
            $pipeline = @(if ($Set.ValueFromPipelineByPropertyName) { 'ByPropertyName' }; if ($Set.ValueFromPipeline) { 'ByValue' }) -join ', '
            $Said.pipelineInput | Should -Be $(if ($pipeline) { "True ($pipeline)" } else { 'False' }) -Because $why
        }
    }

    It 'has a synopsis, a description, inputs and outputs' {
        $help.Synopsis | Should -Not -Match 'Get-Rimuru|Sync-Rimuru|^\s*$'
        $help.description.Text | Should -Not -BeNullOrEmpty
        $help.inputTypes.inputType.type.name | Should -Not -BeNullOrEmpty
        $help.returnValues.returnValue.type.name | Should -Be $command.OutputType.Name
    }

    It 'has two examples at least' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        $help.examples.example.code | Should -Not -BeNullOrEmpty
        $help.examples.example.remarks.Text | Should -Not -BeNullOrEmpty
    }

    It 'describes every parameter once' {
        $own = $command.Parameters.Values | Where-Object { $_.Name -notin [Management.Automation.PSCmdlet]::CommonParameters }
        ($help.parameters.parameter.name | Sort-Object) | Should -Be ($own.Name | Sort-Object)
        foreach ($parameter in $own) {
            $said = $help.parameters.parameter | Where-Object name -EQ $parameter.Name
            $sets = $parameter.ParameterSets.Values
            Assert-Help $said $parameter ($sets | Select-Object -First 1) ($sets.IsMandatory -notcontains $false)
        }
    }

    It 'describes every parameter in every parameter set, in the order of the syntax' {
        $ways = @($help.syntax.syntaxItem)
        $ways | Should -HaveCount $command.ParameterSets.Count
        for ($i = 0; $i -lt $ways.Count; $i++) {
            $set = $command.ParameterSets[$i]
            $parameters = @($set.Parameters | Where-Object { $_.Name -notin [Management.Automation.PSCmdlet]::CommonParameters })
            ($ways[$i].parameter.name | Sort-Object) | Should -Be ($parameters.Name | Sort-Object)
            $shown = [regex]::Matches($set.ToString(), '(?<=(?:^|[\[ ])-)\w+').Value
            $ways[$i].parameter.name | Should -Be $shown -Because $set.Name
            foreach ($parameter in $parameters) {
                Assert-Help ($ways[$i].parameter | Where-Object name -EQ $parameter.Name) $command.Parameters[$parameter.Name] $parameter $parameter.IsMandatory
            }
        }
    }

    It 'prints the text of every parameter' {
        $printed = ($help | Out-String -Width 4000) -replace '\s+', ' '
        foreach ($parameter in $help.parameters.parameter) {
            foreach ($text in $parameter.description.Text) { $printed | Should -BeLike "*-$($parameter.name) *$([WildcardPattern]::Escape(($text -replace '\s+', ' ')))*" }
        }
    }
}

Describe 'The help' {
    It 'shows every way to call a cmdlet' {
        $ways = (Get-Help Register-RimuruSchedule).syntax.syntaxItem
        $ways.Count | Should -Be (Get-Command Register-RimuruSchedule).ParameterSets.Count
        @($ways | Where-Object { 'Interval' -in $_.parameter.name -and 'At' -in $_.parameter.name }).Count | Should -Be 0
        ($ways.parameter | Where-Object name -EQ 'At').required | Should -Be 'true'
    }

    It 'keeps lists and tables' {
        (Get-Help Import-RimuruUsage).description.Text -join "`n" | Should -Match "(?m)^- the usage CSV that Cursor's dashboard exports;"
        (Get-Help Register-RimuruSchedule).description.Text -join "`n" | Should -Match '(?m)^- Cron: .*; where the output goes: '
    }
}

Describe 'about_Rimuru' {
    It 'is found' { (Get-Help about_Rimuru) -join "`n" | Should -Match 'SHORT DESCRIPTION\s+Exact sessions' }
}

Describe 'README' {
    BeforeDiscovery {
        $page = Get-Content -Raw "$Root/README.md"
        $transcripts = foreach ($match in [regex]::Matches($page, '(?ms)^PS> (?<command>[^\r\n]*samples/home[^\r\n]*)\r?\n(?<shown>.*?)(?=^PS> |^```)')) {
            @{ Command = $match.Groups['command'].Value; Shown = $match.Groups['shown'].Value }
        }
    }

    It 'shows what is printed by <Command>' -ForEach $transcripts {
        $sample = New-SampleHome "$TestDrive/readme"
        $printed = & ([scriptblock]::Create($Command.Replace('samples/home', "'$sample'"))) | Out-String -Width 100
        $lines = { param($text) @($text -split '\r?\n' | ForEach-Object TrimEnd | Where-Object { $_ }) }
        & $lines $printed | Should -Be (& $lines $Shown)
    }

    It 'has more than one transcript' -TestCases @{ Count = $transcripts.Count } { $Count | Should -BeGreaterThan 1 }
}
