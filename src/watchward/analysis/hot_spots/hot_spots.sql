-- name: snap_points
select
    place_name,
    coalesce(area, '') as area,
    easting,
    northing,
    count(case when month >= $first then 1 end) as records,
    count(case when month < $first then 1 end) as before
from incident
where dataset = $dataset
    and violence = 1
    and coalesce(policing, 0) = 0
    and month between $before and $last
    and place_name is not null
    and easting is not null
group by
    place_name,
    coalesce(area, ''),
    easting,
    northing
order by
    records desc,
    place_name,
    easting,
    northing

-- name: others
select
    cast(floor(easting / 100.0) as integer) * 100 as easting,
    cast(floor(northing / 100.0) as integer) * 100 as northing,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 0
    and coalesce(policing, 0) = 0
    and month between $first and $last
    and place_precision in ('exact', 'snapped')
    and easting is not null
    and northing is not null
    and (domestic = 0 or (domestic is null and coalesce(location_type, '') not in ('own_home', 'other_home')))
group by
    cast(floor(easting / 100.0) as integer) * 100,
    cast(floor(northing / 100.0) as integer) * 100
order by
    easting,
    northing
