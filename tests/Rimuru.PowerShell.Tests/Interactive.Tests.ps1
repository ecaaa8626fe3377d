BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest -Force
    $sample = New-SampleHome "$TestDrive/a home"
    $null = Sync-RimuruSession -HomePath $sample

    function Get-Completion([string] $Line) { (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches | ForEach-Object CompletionText }
}

Describe 'Completion' {
    It 'offers agents' {
        Get-Completion 'Get-RimuruCost -Agent ' | Should -Be ((Get-RimuruAgent -HomePath $sample).Name | Sort-Object)
        Get-Completion 'Get-RimuruAgent cl' | Should -Be 'ClaudeCode', 'Cline'
    }

    It 'offers models and projects of the ledger that is named' {
        Get-Completion "Get-RimuruCost -HomePath '$sample' -Model claude-o" | Should -Be 'claude-opus-4-5-20251101'
        Get-Completion "Get-RimuruUsage -HomePath '$sample' -Project " | Should -Be 'garden-log', 'recipe-box'
        Push-Location $TestDrive
        try { Get-Completion "Get-RimuruCost -HomePath './a home' -Project g" | Should -Be 'garden-log' } finally { Pop-Location }
        Get-Completion "Get-RimuruCost -Database 'sqlite:$sample/$LedgerFile' -Model gpt-5.5" | Should -Be 'gpt-5.5'
    }

    It 'quotes what needs it' {
        $own = New-SampleHome "$TestDrive/spaces"
        $file = Get-ChildItem "$own/.claude" -Recurse -Filter 'c47d*.jsonl'
        (Get-Content -Raw $file) -replace 'garden-log', "gran's garden" | Set-Content $file
        $null = Sync-RimuruSession -HomePath $own
        Get-Completion "Get-RimuruCost -HomePath '$own' -Project gran" | Should -Be "'gran''s garden'"
    }

    It 'offers words for times' {
        Get-Completion 'Get-RimuruCost -Since th' | Should -Be 'thismonth', 'thisweek', 'thisyear'
        Get-Completion 'Get-RimuruSession -Until to' | Should -Be 'today'
    }

    It 'offers time zones and groupings' {
        Get-Completion 'Get-RimuruCost -TimeZone Europe/Berl' | Should -Be 'Europe/Berlin'
        Get-Completion 'Get-RimuruCost -By We' | Should -Be 'Week'
    }

    It 'is narrowed by what is typed already' {
        Get-Completion "Get-RimuruCost -HomePath '$sample' -Agent Codex -Model " | Should -Be 'gpt-5.1-codex', 'gpt-5.5'
        $all = Get-Completion "Get-RimuruCost -HomePath '$sample' -SessionId "
        $all | Should -Be ((Get-RimuruSession -HomePath $sample).SessionId | Sort-Object)
        Get-Completion "Get-RimuruCost -HomePath '$sample' -Agent Codex -SessionId " | Should -Be ((Get-RimuruSession -HomePath $sample -Agent Codex).SessionId | Sort-Object)
        Get-Completion "Get-RimuruModel -HomePath '$sample' -Provider anthropic -Name gpt" | Where-Object { $_ -like 'gpt*' } | Should -BeNullOrEmpty
    }

    It 'offers capabilities, tiers and properties' {
        Get-Completion 'ConvertTo-RimuruCost -ServiceTier f' | Should -Be 'fast', 'flex'
        Get-Completion 'Measure-RimuruCost -Property InputT' | Should -Be 'InputTokens'
        Get-Completion 'Measure-RimuruCost -GroupBy AgentV' | Should -Be 'AgentVersion'
        Get-Completion 'Measure-RimuruSession -GroupBy Proj' | Should -Be 'Project'
    }

    It 'compares without the culture' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'tr-TR'
            Get-Completion 'Get-RimuruCost -Agent GEMI' | Should -Be 'GeminiCli'
        } finally { [cultureinfo]::CurrentCulture = $culture }
    }

    It 'is there for every parameter that has known values' {
        # What only the user knows: numbers, paths, objects, and texts of any kind.
        $free = 'Database', 'Destination', 'HomePath', 'Path', 'LiteralPath', 'InputObject', 'At', 'Alias', 'Interval', 'Secret', 'Credential', 'TrustPath', 'Url', 'Template', 'Setting', 'Action', 'Data', 'Program', 'ProjectPath', 'OutputFolder', 'Query', 'Source', 'Ref', 'Description'
        $new = 'New-RimuruSkill -Name', 'New-RimuruPlugin -Id', 'Install-RimuruSkill -Name', 'Install-RimuruPlugin -Name', 'Install-RimuruPlugin -Version'
        $numbers = [int], [long], [decimal], [TimeSpan]
        $without = foreach ($command in Get-Command -Module Rimuru -CommandType Cmdlet) {
            foreach ($parameter in $command.Parameters.Values) {
                if ($parameter.Name -in [Management.Automation.Cmdlet]::CommonParameters + [Management.Automation.Cmdlet]::OptionalCommonParameters) { continue }
                $type = if ($parameter.ParameterType.IsArray) { $parameter.ParameterType.GetElementType() } else { $parameter.ParameterType }
                $type = [Nullable]::GetUnderlyingType($type) ?? $type
                $completes = $type.IsEnum -or ($parameter.Attributes | Where-Object {
                        $_ -is [Management.Automation.ArgumentCompleterAttribute] -or $_ -is [ValidateSet] })
                if (-not $completes -and $type -notin $numbers + [switch] -and $parameter.Name -notin $free) { "$($command.Name) -$($parameter.Name)" }
            }
        }
        $without | Where-Object { $_ -notin $new } | Should -BeNullOrEmpty
    }

    It 'offers nothing, and writes nothing, where there is no ledger' {
        $own = New-SampleHome "$TestDrive/none"
        Get-Completion "Get-RimuruCost -HomePath '$own' -Model cl" | Where-Object { $_ -like 'claude*' } | Should -BeNullOrEmpty
        Get-Completion "Get-RimuruCost -HomePath /does/not/exist -Model cl" | Where-Object { $_ -like 'claude*' } | Should -BeNullOrEmpty
        "$own/$LedgerFile" | Should -Not -Exist
    }

    It 'waits for no logs to be read' {
        $own = New-SampleHome "$TestDrive/behind"
        $null = Sync-RimuruSession -HomePath $own
        $file = Get-ChildItem "$own/.claude" -Recurse -Filter 'c47d*.jsonl'
        (Get-Content -Raw $file) -replace 'garden-log', 'unread' -replace 'c47d9e18', 'ffff0000' -replace 'msg_01', 'msg_99' | Set-Content ($file.FullName -replace 'c47d9e18', 'ffff0000')
        Get-Completion "Get-RimuruCost -HomePath '$own' -Project " | Should -Be 'garden-log', 'recipe-box'
    }
}

Describe 'Stopping' {
    BeforeAll {
        # About 300 MB of Claude Code's log: every file is the sample's with ids of its own.
        $big = New-Item -ItemType Directory "$TestDrive/big/.claude/projects/-home-dev-projects-recipe-box" -Force
        $lines = (Get-Content -Raw (Get-ChildItem "$sample/.claude" -Recurse -Filter 'c47d*.jsonl').FullName) -replace 'msg_01', 'msg_@'
        $text = [Text.StringBuilder]::new()
        foreach ($i in 1..1250) { $null = $text.Append($lines.Replace('msg_@', "msg_$i")) }
        foreach ($i in 1..50) { [IO.File]::WriteAllText("$big/00000000-0000-4000-a000-$($i.ToString('d12')).jsonl", $text.ToString().Replace('msg_', "msg_$i-")) }
        $null = $text.Clear()
        $bigHome = "$TestDrive/big"
    }

    It 'ends <_> before all is read' -ForEach 'Get-RimuruCost', 'Sync-RimuruSession' {
        Get-ChildItem $bigHome -Force | Where-Object Name -NE '.claude' | Remove-Item -Recurse -Force
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$Manifest'; $_ -HomePath '$bigHome'")
        $running = $shell.BeginInvoke()
        Wait-Until { Test-Path "$bigHome/$LedgerFile-wal" }
        $shell.InvocationStateInfo.State | Should -Be 'Running' -Because 'there must be something to stop'
        $shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne(60000) | Should -BeTrue
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $shell.Streams.Error | Should -BeNullOrEmpty
        { $shell.EndInvoke($running) } | Should -Throw
        $shell.Dispose()
        (Get-RimuruStore -HomePath $bigHome).Records | Should -BeLessThan 187500
    }

    It 'leaves a ledger that the next command completes' {
        Get-ChildItem $bigHome -Force | Where-Object Name -NE '.claude' | Remove-Item -Recurse -Force
        $runspace = [runspacefactory]::CreateRunspace()
        $runspace.Open()
        $first, $second = 1..2 | ForEach-Object { $shell = [powershell]::Create(); $shell.Runspace = $runspace; $shell }
        $null = $first.AddScript("Import-Module '$Manifest'; Sync-RimuruSession -HomePath '$bigHome'").BeginInvoke()
        Wait-Until { Test-Path "$bigHome/$LedgerFile-wal" }
        $first.Stop()
        $cost = $second.AddScript("Get-RimuruCost -HomePath '$bigHome' -By Agent").Invoke()
        $cost.Requests | Should -Be 187500
        $cost.Cost | Should -BeExactly (62500 * 0.067627d)
        $second.Streams.Error | Should -BeNullOrEmpty
        $runspace.Dispose()
    }
}
