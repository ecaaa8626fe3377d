# The commands on the configuration, in a home of their own.
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    $worker = Start-Worker
    $folder = (New-Item -ItemType Directory "$TestDrive/rimuru").FullName
    $toml = Join-Path $folder 'local.toml'

    # Runs a script in a session whose configuration is in the folder.
    function Invoke-Own([string] $Script, [hashtable] $Environment = @{}) {
        Invoke-Session $worker $Script -Environment (@{ RIMURU_HOME = $folder } + $Environment)
    }
}
AfterAll { Stop-Worker $worker }

Describe 'The configuration' {
    BeforeEach { "# mine`n[sync]`nenabled = true # for now`n" | Set-Content -NoNewline $toml }

    It 'shows every key with its type and its origin' {
        Invoke-Own '$all = Get-RimuruConfiguration; $all.Count -gt 40; $all.Name -contains "database.url"
            $one = Get-RimuruConfiguration sync.enabled; $one.Value -is [bool]; $one.Origin
            (Get-RimuruConfiguration sync.interval_hours).Value + 1; (Get-RimuruConfiguration sync.providers).Value.Count' |
            Should -Be 'True', 'True', 'True', "${toml}:3", '25', '5'
    }

    It 'takes wildcards and the pipeline, and names a key that it does not know' {
        Invoke-Own '(Get-RimuruConfiguration sync.*url).Count; ("sync.enabled", "sync.conflict" | Get-RimuruConfiguration).Count
            Get-RimuruConfiguration sync.enabel, sync.enabled -ErrorAction SilentlyContinue -ErrorVariable wrong | ForEach-Object Name
            $wrong[0].FullyQualifiedErrorId; "$($wrong[0])" -match "Did you mean .sync.enabled"' |
            Should -Be '5', '2', 'sync.enabled', 'E4001,Rimuru.Commands.GetRimuruConfigurationCommand', 'True'
    }

    It 'changes one value and keeps the rest of the file' {
        Invoke-Own '(Set-RimuruConfiguration sync.enabled $false -PassThru).Value; Set-RimuruConfiguration sync.providers openai, google'
        Get-Content $toml | Should -Be '# mine', '[sync]', 'enabled = false # for now', "providers = ['openai', 'google']"
        Invoke-Own 'Get-RimuruConfiguration sync.* | Where-Object Origin -ne default | Reset-RimuruConfiguration'
        Get-Content $toml | Should -Be '# mine', '[sync]'
    }

    It 'writes nothing with -WhatIf, and names the key, the value and the file' {
        $before = Get-Content -Raw $toml
        $text = (Invoke-Own 'Set-RimuruConfiguration sync.enabled $false -WhatIf; Reset-RimuruConfiguration sync.enabled -WhatIf 6>&1') -join "`n"
        Get-Content -Raw $toml | Should -Be $before
        $text | Should -Match 'sync.enabled'
        $text | Should -Match 'false'
        $text | Should -Match 'local.toml'
    }

    It 'warns of a source that overrides the change' {
        Invoke-Own 'Set-RimuruConfiguration sync.enabled $false 3>&1 | ForEach-Object Message' @{ RIMURU__SYNC__ENABLED = 'true' } |
            Should -Match 'environment RIMURU__SYNC__ENABLED overrides it'
    }

    It 'refuses a wrong value before it writes' {
        Invoke-Own 'Set-RimuruConfiguration sync.interval_hours 0 -ErrorAction SilentlyContinue -ErrorVariable wrong; $wrong[0].FullyQualifiedErrorId' |
            Should -Be 'E4002,Rimuru.Commands.SetRimuruConfigurationCommand'
        Get-Content $toml | Should -Not -Match 'interval'
    }

    It 'finds every error of a wrong file, where other commands stop at the first' {
        "[sync]`nenabled = 1`nnosuch = 2`n" | Set-Content -NoNewline $toml
        Invoke-Own 'Test-RimuruConfiguration | Where-Object Passed -eq $false | ForEach-Object Source; Test-RimuruConfiguration -Quiet
            try { Get-RimuruConfiguration } catch { $_.FullyQualifiedErrorId }' |
            Should -Be "${toml}:2", "${toml}:3", 'False', 'E4002,Rimuru.Commands.GetRimuruConfigurationCommand'
    }

    It 'is all well without an error' {
        Invoke-Own 'Test-RimuruConfiguration -Quiet; (Test-RimuruConfiguration).Status | Select-Object -Unique' | Should -Be 'True', 'Passed'
    }

    It 'completes keys and their values, and no file names' {
        Invoke-Own '$words = { param($line) ([Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)).CompletionMatches.CompletionText }
            (& $words "Set-RimuruConfiguration sync.en") -join " "; (& $words "Set-RimuruConfiguration sync.enabled ") -join " "
            (& $words "Set-RimuruConfiguration sync.conflict lo") -join " "; (& $words "Reset-RimuruConfiguration database.u") -join " "' |
            Should -Be 'sync.enabled', 'false true', 'lowest_price', 'database.url'
    }

    It 'shows no password' {
        $text = (Invoke-Own 'Set-RimuruConfiguration database.url postgres://ada:geheim@db/x -Verbose -PassThru 4>&1 | Out-String; Get-RimuruConfiguration | Format-List * | Out-String; Get-RimuruConfiguration database.url | ConvertTo-Json') -join "`n"
        $text | Should -Match 'postgres://ada:\*\*\*@db/x'
        $text | Should -Not -Match 'geheim'
    }
}

Describe 'The log' {
    BeforeAll {
        $sample = New-SampleHome "$TestDrive/log home"
        $on = @{ RIMURU__LOGGING__LEVEL = 'debug'; RIMURU__LOGGING__PATH = (Join-Path $sample 'rimuru.log') }
    }

    It 'is off by default, and says how to turn it on' {
        Invoke-Own 'Get-RimuruLog 3>&1 | ForEach-Object Message' | Should -Match 'logging.level is off.*Set-RimuruConfiguration logging.level'
        Test-Path "$folder/rimuru.log" | Should -BeFalse
    }

    It 'has what was done, how long it took, and what went wrong' {
        Invoke-Own "`$null = Sync-RimuruSession -HomePath '$sample'
            `$null = Backup-RimuruStore -HomePath '$sample' -Path '$sample/copy.db'
            try { Backup-RimuruStore -HomePath '$sample' -Path '$sample/copy.db' } catch { }
            Get-RimuruLog | ForEach-Object { '{0} {1} {2} {3}' -f `$_.Level, `$_.Area, `$_.Code, (`$_.Duration -gt [TimeSpan]::Zero) }" $on |
            Should -Be 'Info Ingest  True', 'Info Store  True', 'Error Store E1010 True'
    }

    It 'is narrowed by severity, part and number' {
        Invoke-Own '(Get-RimuruLog -Level Warning).Code; (Get-RimuruLog -Area Ingest | Measure-Object).Count; (Get-RimuruLog -Tail 1).Area; (Get-RimuruLog | Group-Object CorrelationId | Measure-Object).Count' $on |
            Should -Be 'E1010', '1', 'Store', '3'
    }

    It 'shows no secret' {
        Invoke-Own 'try { Get-RimuruCost -Database "postgres://ada:geheim@127.0.0.1:1/x" } catch { $_.Exception.Message }
            try { Initialize-RimuruStore -Database "postgres://ada:geheim@127.0.0.1:1/x" } catch { $_.Exception.Message }' $on | Should -Not -Match 'geheim'
        Get-Content -Raw "$sample/rimuru.log" | Should -Not -Match 'geheim'
        (Get-Content "$sample/rimuru.log") -match 'E1001' | Should -HaveCount 2
    }
}
