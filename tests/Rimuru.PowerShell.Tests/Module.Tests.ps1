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
        $page = Get-Content -Raw "$Root/docs/en-US/$_.md"
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

    It 'describes every parameter as it is' {
        $own = $command.Parameters.Values | Where-Object { $_.Name -notin [Management.Automation.PSCmdlet]::CommonParameters }
        ($help.parameters.parameter.name | Sort-Object) | Should -Be ($own.Name | Sort-Object)
        foreach ($parameter in $own) {
            $said = $help.parameters.parameter | Where-Object name -EQ $parameter.Name
            $set = $parameter.ParameterSets.Values | Select-Object -First 1
            $why = $parameter.Name
            $said.description.Text | Should -Not -BeNullOrEmpty -Because $why
            $said.type.name | Should -Be ([Nullable]::GetUnderlyingType($parameter.ParameterType) ?? $parameter.ParameterType).Name -Because $why
            $said.required | Should -Be "$($set.IsMandatory)".ToLowerInvariant() -Because $why
            $said.position | Should -Be $(if ($set.Position -ge 0) { "$($set.Position)" } else { 'named' }) -Because $why
            $said.globbing | Should -Be "$([bool]($parameter.Attributes | Where-Object { $_ -is [Management.Automation.SupportsWildcardsAttribute] }))".ToLowerInvariant() -Because $why
            $said.aliases | Should -Be $(if ($parameter.Aliases) { $parameter.Aliases -join ', ' } else { 'none' }) -Because $why
            $pipeline = @(if ($set.ValueFromPipelineByPropertyName) { 'ByPropertyName' }; if ($set.ValueFromPipeline) { 'ByValue' }) -join ', '
            $said.pipelineInput | Should -Be $(if ($pipeline) { "True ($pipeline)" } else { 'False' }) -Because $why
        }
    }

    It 'shows the syntax as it is' {
        ($page -replace '\r').Contains("``````text`n$((Get-Command $_ -Syntax).Trim())`n``````") | Should -BeTrue
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
        (Get-Help Import-RimuruUsage).description.Text -join "`n" | Should -Match '(?m)^- the usage CSV that the dashboard exports;'
        (Get-Help Register-RimuruSchedule).description.Text -join "`n" | Should -Match '(?m)^- Cron: .*; where the output goes: '
    }
}

Describe 'about_Rimuru' {
    It 'is found' { (Get-Help about_Rimuru) -join "`n" | Should -Match 'SHORT DESCRIPTION\s+Exact sessions' }
}
